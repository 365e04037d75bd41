// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
