-- One row per account taken over by another at any time: which account it counts for today.
select l.account_id, l.survivor_id
from account_lineage as l
inner join (select max(month_index) as month_index from months) as m on m.month_index = l.month_index
