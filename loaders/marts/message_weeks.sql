-- One row per account, stage and week in which it was sent anything: how many messages, and of those delivered, opened and
-- clicked.
select
    stage,
    week,
    account_id,
    count(*) as sent,
    sum(is_delivered) as delivered,
    sum(is_opened) as opened,
    sum(is_clicked) as clicked
from sent_messages
group by 1, 2, 3
