/** A clause that begins with one of these asks the reader to do something. */
export const askVerbs = new Set(
  `accept add answer apply ask book browse buy call check choose click compare complete confirm connect contact continue
  create discover download enable explore fill find finish follow get go invite join keep learn let log look move open order
  pay pick read renew reply request reserve review save schedule see select send set share sign start stay subscribe switch
  take talk tell try turn unlock update upgrade upload use view visit watch write`.split(/\s+/)
);

/** Words that say little to a customer; a register of messages may bring its own. */
export const jargonList = [
  ..."actionable,best-in-class,best of breed,bleeding-edge,cross-functional,cutting-edge,deep dive".split(","),
  ..."digital transformation,ecosystem,empower,end-to-end,enterprise-grade,frictionless,functionality".split(","),
  ..."game-changer,game-changing,granular,harness,holistic,ideate,leverage,low-hanging fruit,mission-critical".split(
    ","
  ),
  ..."next-generation,next-level,omnichannel,operationalize,operationalise,organizational transformation".split(","),
  ..."paradigm,robust,scalable,seamless,solutioning,stakeholder,state-of-the-art,streamline,supercharge".split(","),
  ..."synergy,synergies,touchpoint,turnkey,utilize,utilise,value-add,world-class".split(",")
];

/** Function words that ask of nobody where they begin a clause. */
export const you = new Set("you your yours yourself yourselves you're you'll you've you'd".split(" "));
export const we = new Set("we us our ours ourselves we're we'll we've we'd".split(" "));
