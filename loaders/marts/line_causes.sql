-- One row per line of an account that expanded or contracted in a month, a line being a tier held: by how much its revenue
-- moved for each cause, unrounded. Seats come first, at the old price; then the price of a seat; then the discount. Plans
-- left and plans taken up are one line, and its change of price is the tier's. A line at one end alone is an add-on beside
-- what was kept, and a change of tier where it was the only plan there; more licences of an add-on are add-ons too.
with moved as (
    select month_index, account_id
    from account_pairs
    where lag_months = 1 and start_revalued > 0 and end_amount > 0 and end_amount <> start_revalued
),

held as (
    select
        l.*,
        count(*) over (partition by l.month_index, l.account_id, l.tier) as ends_held,
        max(case when l.is_before = 1 then 1 - l.is_addon else 0 end) over (partition by l.month_index, l.account_id) as had_plan,
        max(case when l.is_before = 0 then 1 - l.is_addon else 0 end) over (partition by l.month_index, l.account_id) as has_plan
    from licence_lines as l
    inner join moved as m on m.month_index = l.month_index and m.account_id = l.account_id
),

lines as (
    select
        month_index,
        account_id,
        case when ends_held = 2 or is_addon = 1 then tier end as tier,
        max(ends_held) as ends_held,
        max(is_addon) as is_addon,
        min(had_plan + has_plan) as plan_ends,
        coalesce(sum(case when is_before = 1 then seats end), 0) as seats_before,
        coalesce(sum(case when is_before = 0 then seats end), 0) as seats_after,
        coalesce(sum(case when is_before = 1 then price end), 0) as price_before,
        coalesce(sum(case when is_before = 0 then price end), 0) as price_after,
        coalesce(sum(case when is_before = 1 then amount end), 0) as amount_before,
        coalesce(sum(case when is_before = 0 then amount end), 0) as amount_after,
        max(licences) as most_licences,
        min(licences) as fewest_licences,
        max(case when is_before = 1 then longest_interval end) as longest_before,
        max(case when is_before = 0 then longest_interval end) as longest_after,
        min(case when is_before = 1 then shortest_interval end) as shortest_before,
        min(case when is_before = 0 then shortest_interval end) as shortest_after
    from held
    group by 1, 2, 3
),

-- A discount that stays the same amount is no change. One that does not is a share of the price, so that ten percent off
-- more seats is no new discount.
shares as (
    select
        *,
        case
            when seats_before = 0 or seats_after = 0 then 'whole'
            when is_addon = 1 and most_licences > fewest_licences then 'addon'
            when is_addon = 1 then 'price'
            when ends_held = 1 then 'tier'
            when longest_before <> longest_after or shortest_before <> shortest_after then 'interval'
            else 'price'
        end as change,
        case
            when price_before = 0 then 1.0
            when abs((price_after - amount_after) - (price_before - amount_before)) < 0.000001 then 1.0
            else amount_before / price_before
        end as paid_share,
        case when seats_before > 0 then price_before * (seats_after - seats_before) / seats_before else 0 end as more_seats
    from lines
),

parts as (
    select
        *,
        amount_after - amount_before as total,
        more_seats * paid_share as of_seats,
        (price_after - price_before - more_seats) * paid_share as of_price,
        amount_after - amount_before - (price_after - price_before) * paid_share as of_discount
    from shares
)

-- Less than one minor unit of discount is the rounding of a share.

select
    month_index,
    account_id,
    tier,
    case when change = 'tier' then of_price when change = 'whole' and is_addon = 0 and plan_ends < 2 then total else 0 end as tier_part,
    case when change in ('tier', 'interval', 'price') then of_seats else 0 end as seats_part,
    case when change = 'whole' and (is_addon = 1 or plan_ends = 2) then total when change = 'addon' then of_seats else 0 end as addon_part,
    case when change in ('price', 'addon') then of_price else 0 end as price_part,
    case when change <> 'whole' and abs(of_discount) >= 1 then of_discount else 0 end as discount_part,
    case when change = 'interval' then of_price else 0 end as interval_part
from parts
