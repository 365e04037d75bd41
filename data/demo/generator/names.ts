import type {Random} from "./random.js";

const firstWords = [
  ..."Amber Aspen Birch Bluewater Brightline Calm Canyon Cedar Cinder Clearview Cobalt Copper Coral Crescent".split(
    " "
  ),
  ..."Delta Dune Eastgate Elm Ember Fairway Fern Flint Foxglove Garnet Glacier Granite Greenfield Harbor".split(" "),
  ..."Hazel Highland Hollow Iron Ivory Juniper Kestrel Lakeside Lantern Larch Linden Maple Meadow Mistral".split(" "),
  ..."Northway Oakridge Ochre Onyx Opal Orchard Osprey Pebble Pine Quarry Quartz Raven Redwood Ridge".split(" "),
  ..."Riverton Rowan Saffron Sandstone Shoreline Sierra Silver Slate Sparrow Spruce Stone Summit Teal Thistle".split(
    " "
  ),
  ..."Timber Tundra Umber Valley Verdant Willow Windmill Winter Wren Yarrow Zephyr".split(" ")
];

const secondWords: Record<string, string[]> = {
  Software: ["Software", "Systems", "Labs", "Digital", "Data", "Cloud", "Apps", "Technologies"],
  Manufacturing: ["Works", "Components", "Tooling", "Industries", "Fabrication", "Parts", "Machines", "Materials"],
  Retail: ["Retail", "Outfitters", "Goods", "Market", "Home", "Supply", "Stores", "Trading"],
  Health: ["Health", "Clinics", "Care", "Diagnostics", "Medical", "Wellness", "Therapeutics", "Dental"],
  Logistics: ["Logistics", "Freight", "Shipping", "Couriers", "Storage", "Transport", "Lines", "Distribution"]
};

const givenNames = (
  "Ada Amir Ana Arjun Aya Ben Carla Chen Clara Dara Diego Elif Emil Farah Finn Grace Hana Hugo Ines Ivan Jonas " +
  "Kaito Lara Leo Lin Luca Mara Mei Milan Nadia Noor Omar Oskar Paula Priya Rafael Rosa Sami Sofia Tara Tomas Vera Yuki Zoe"
).split(" ");

const familyNames = (
  "Abel Andersen Baker Bauer Costa Dahl Demir Diaz Evans Fischer Garcia Grant Haddad Hansen Ito Jansen Kaur Keller " +
  "Kim Kovacs Lang Larsen Lopez Mehta Meyer Moreau Nakano Nguyen Novak Okafor Olsen Park Patel Petrov Quinn Reyes " +
  "Rossi Sato Schmidt Silva Tan Torres Vogel Wagner Weber Wong Young Zhang"
).split(" ");

export const industries = Object.keys(secondWords);

/** A maker of company names that never repeats one, nor one of those taken. */
export function companyNames(random: Random, taken: readonly string[] = []): (industry: string) => string {
  const seen = new Set<string>(taken);
  return (industry) => {
    for (;;) {
      const name = `${random.pick(firstWords)} ${random.pick(secondWords[industry]!)}`;
      const longer = seen.has(name) ? `${random.pick(firstWords)} ${name}` : name;
      if (seen.has(longer)) continue;
      seen.add(longer);
      return longer;
    }
  };
}

export function personName(random: Random): string {
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}
