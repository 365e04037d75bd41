/** Sizes of customers as filters offer them, from the number of people who work there. */
export const sizeBand = (header: string) => ({
  sql: `case when cast("${header}" as double) < 50 then 'small' when cast("${header}" as double) < 500 then 'medium'
    when "${header}" is not null then 'large' end`
});

/** True where a text cell says yes. */
export const yes = (cell: string) => `lower(coalesce(${cell}, 'false')) in ('true', 't', '1', 'yes')`;

/** A deal that asks a customer to stay, by its kind or its pipeline. */
export const isRenewal = (...cells: string[]) => `lower(concat_ws(' ', ${cells.join(", ")})) like '%renew%'`;
