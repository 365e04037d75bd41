-- One row per row of movements, and what its expansion and contraction consist of, by cause. A cause that runs against the
-- movement is negative beneath it: expansion and contraction each are the sum of their six.
with causes as (
    select
        month_index,
        account_id,
        sum(case when cause = 'tier' then amount else 0 end) as tier,
        sum(case when cause = 'seats' then amount else 0 end) as seats,
        sum(case when cause = 'addon' then amount else 0 end) as addon,
        sum(case when cause = 'price' then amount else 0 end) as price,
        sum(case when cause = 'discount' then amount else 0 end) as discount,
        sum(case when cause = 'interval' then amount else 0 end) as billing
    from movement_causes
    group by 1, 2
)

select
    m.*,
    case when m.class = 'expansion' then c.tier else 0 end as expansion_tier,
    case when m.class = 'expansion' then c.seats else 0 end as expansion_seats,
    case when m.class = 'expansion' then c.addon else 0 end as expansion_addon,
    case when m.class = 'expansion' then c.price else 0 end as expansion_price,
    case when m.class = 'expansion' then c.discount else 0 end as expansion_discount,
    case when m.class = 'expansion' then c.billing else 0 end as expansion_interval,
    case when m.class = 'contraction' then -c.tier else 0 end as contraction_tier,
    case when m.class = 'contraction' then -c.seats else 0 end as contraction_seats,
    case when m.class = 'contraction' then -c.addon else 0 end as contraction_addon,
    case when m.class = 'contraction' then -c.price else 0 end as contraction_price,
    case when m.class = 'contraction' then -c.discount else 0 end as contraction_discount,
    case when m.class = 'contraction' then -c.billing else 0 end as contraction_interval
from movements as m
left join causes as c on c.month_index = m.month_index and c.account_id = m.account_id
