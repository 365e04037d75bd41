-- One row per answer to a survey question, or per invitation not answered.
create table responses (
    response_id varchar,
    account_id varchar,
    user_id varchar,
    survey varchar not null,
    wave varchar,
    scale varchar not null check (scale in ('nps', 'csat', 'ces', 'value', 'text')),
    question varchar,
    score double,
    text varchar,
    invited_at timestamp,
    answered_at timestamp,
    check (score is null or score between case when scale = 'nps' then 0 else 1 end and case scale when 'nps' then 10 when 'csat' then 5 else 7 end)
);
comment on table responses is 'One row per answer to a survey question, or per invitation not answered.';
comment on column responses.response_id is 'Id in the survey tool, where it has one';
comment on column responses.account_id is 'Who was asked';
comment on column responses.user_id is 'Which user';
comment on column responses.survey is 'Name of the survey';
comment on column responses.wave is 'Round of the survey, such as 2026-Q3';
comment on column responses.scale is 'nps (0 to 10), csat (1 to 5), ces (1 to 7), value (1 to 7) or text';
comment on column responses.question is 'The question';
comment on column responses.score is 'The answer as a number; null where there is none';
comment on column responses.text is 'The comment; never shipped by default';
comment on column responses.invited_at is 'When the question was sent, UTC';
comment on column responses.answered_at is 'When it was answered, UTC; null is no answer';
