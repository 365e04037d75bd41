import {testViews} from "./testViews.js";

testViews(360);
