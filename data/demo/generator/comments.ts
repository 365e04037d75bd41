import type {Random} from "./random.js";

type Mood = "good" | "mixed" | "bad";

const themes: Record<string, Record<Mood, string[]>> = {
  price: {
    good: [
      "Fair price for what {team} gets out of it.",
      "The {plan} plan pays for itself within {time}.",
      "Cheaper than the three tools it replaced.",
      "Price is clear and the invoice never surprises us."
    ],
    mixed: [
      "Good tool, but the step from one plan to the next is steep.",
      "Worth it for {team}, less so for people who sign in once a week.",
      "I would like a price between your plans."
    ],
    bad: [
      "Too expensive for {team}, we use {few} of the features.",
      "The price went up and nothing changed for us.",
      "We pay for seats nobody uses.",
      "Once the discount ended the bill was hard to defend."
    ]
  },
  speed: {
    good: [
      "Fast, even with {many} projects open.",
      "Dashboards load at once since the last release.",
      "Search is quick and finds what I mean."
    ],
    mixed: ["Quick most of the time, slow on Monday mornings.", "{part} are fast, exports still take a while."],
    bad: [
      "{part} take {time} to load.",
      "Slow whenever {team} is online at the same time.",
      "Automations run late, so we check everything by hand."
    ]
  },
  support: {
    good: [
      "Support answered within {time} and solved it.",
      "{who} from support walked us through it, great help.",
      "Every question got a clear answer."
    ],
    mixed: ["Support is friendly but it took two rounds.", "Answers are right, though they come after {time}."],
    bad: [
      "Support took {time} to reply.",
      "I had to explain the same problem to three people.",
      "The ticket was closed before it was solved."
    ]
  },
  migration: {
    good: [
      "Moving from our old system took {time}, all data arrived.",
      "The upgrade to {plan} was done before lunch.",
      "Migration was planned well and nobody had to stop working."
    ],
    mixed: ["The upgrade worked, but we had to rebuild {few} automations.", "Import is fine once you know the format."],
    bad: [
      "After the upgrade {few} of our reports were gone.",
      "The migration failed twice and nobody told us why.",
      "Moving our data took {time} instead of a day."
    ]
  },
  ease: {
    good: [
      "Easy to learn, {team} needed no training.",
      "New colleagues find their way on the first day.",
      "{part} do exactly what I expect.",
      "Simple where it matters."
    ],
    mixed: ["Easy to start, the settings are hard to find.", "I like {part}, the rest I rarely open."],
    bad: [
      "Too many clicks to get to {part}.",
      "I never know which plan has which feature.",
      "Permissions are confusing for {team}."
    ]
  }
};

const slots: Record<string, string[]> = {
  team: ["our team", "finance", "the sales team", "our five offices", "operations", "a team of ten", "the field crew"],
  plan: ["Team", "Business", "Enterprise"],
  time: ["an hour", "two days", "a week", "an afternoon", "three weeks", "a few minutes"],
  few: ["two", "a third", "a handful", "half", "some"],
  many: ["forty", "two hundred", "dozens of", "a lot of"],
  part: ["Reports", "Dashboards", "Automations", "Approvals", "Exports", "Integrations"],
  who: ["Someone", "The person", "A colleague"]
};

const links = [" ", " ", " Also: ", " And ", "\n"];

/** A short comment in the mood of a score on a 0 to 10 scale, now and then on two themes. */
export function comment(random: Random, score: number): string {
  const mood: Mood = score >= 9 ? "good" : score >= 7 ? "mixed" : "bad";
  const names = random.shuffle(Object.keys(themes)).slice(0, random.chance(0.25) ? 2 : 1);
  const [first, second] = names.map((name) => {
    return fill(random, random.pick(themes[name]![random.chance(0.9) ? mood : "mixed"]));
  });
  if (!second) return first!;
  const link = random.pick(links);
  return `${first!}${link}${link === " And " ? second.charAt(0).toLowerCase() + second.slice(1) : second}`;
}

function fill(random: Random, template: string): string {
  const text = template.replace(/\{(\w+)\}/g, (_, slot: string) => random.pick(slots[slot]!));
  return text.charAt(0).toUpperCase() + text.slice(1);
}
