-- One row per account and month with a limited right: how much of the tightest limit was used, 1 is all of it. A right
-- of the account itself goes before one of its plan. A limit a month is set against the month's use, one a week against
-- the month's weekly mean, one a day or in total (such as projects held) against the highest of the month's days.
select
    w.month_index,
    w.account_id,
    max(case coalesce(w.limit_period, 'month')
        when 'month' then u.quantity
        when 'week' then u.quantity * 7 / u.days_in_month
        else u.busiest_day
    end / w.limit_quantity) as pressure
from limit_rights as w
inner join usage_months as u
    on u.month_index = w.month_index and u.account_id = w.account_id and u.feature = w.feature
where w.limit_quantity > 0
group by 1, 2
