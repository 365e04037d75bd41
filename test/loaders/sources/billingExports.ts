import {csv} from "./exported.js";

/** An export as its vendor writes it, and the sources it is. */
export interface VendorExport {
  name: string;
  sources: string[];
  text: string;
}

// Written from the documented headers; some in another case or order, with columns that are not read.
export const stripeSubscriptions = csv(
  "\uFEFFid,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Current Period Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC),Cancellation Reason,region (metadata)",
  `sub_1,cus_1,a@example.org,team,5,usd,month,"1,250.50",active,2026-01-03 10:00,2026-01-03 10:00,2026-05-03 10:00,2026-06-03 10:00,,,,EU`,
  "sub_2,cus_2,b@example.org,solo,1,jpy,month,1200,active,2026-01-05 10:00,2026-01-05 10:00,2026-05-05 10:00,2026-06-05 10:00,2026-05-20 08:00,,too dear,",
  "sub_3,cus_3,c@example.org,solo,1,usd,year,120.00,canceled,2025-02-01 00:00,2025-02-01 00:00,2025-02-01 00:00,2026-02-01 00:00,2025-12-01 00:00,2026-02-01 00:00,,",
  "sub_4,cus_4,d@example.org,solo,1,usd,month,10.00,incomplete_expired,2026-01-01 00:00,2026-01-01 00:00,,2026-02-01 00:00,,,,",
  "sub_5,cus_5,e@example.org,solo,1,usd,month,10.00,trialing,2026-05-25 00:00,2026-05-25 00:00,,2026-06-08 00:00,,,,"
);

export const stripeInvoices = csv(
  "id,Customer,Customer Name,Number,Amount Due,Amount Paid,Paid,Currency,Date (UTC),Finalized At (UTC),Paid At (UTC),Subscription,Status,Period End (UTC)",
  "in_1,cus_1,Ada,A-1,1250.50,1250.50,true,usd,2026-01-03 10:00,2026-01-03 11:00,2026-01-04 09:30,sub_1,paid,2026-02-03 10:00",
  "in_2,cus_2,Bo,A-2,1200,1200,true,jpy,2026-01-05 10:00,2026-01-05 11:00,,sub_2,paid,2026-02-05 10:00",
  "in_3,cus_3,Cy,A-3,20.00,0.00,false,usd,2026-01-06 10:00,2026-01-06 11:00,,sub_3,open,2026-02-06 10:00"
);

export const stripeCustomers = csv(
  "id,Description,Email,Name,Created (UTC),Delinquent,Card ID,Card Address Country",
  "cus_1,,a@example.org,Acme,2025-12-01 08:00,false,card_1,DE",
  "cus_2,,b@example.org,,2026-01-05 08:00,true,,"
);

export const stripeApiSubscriptions = csv(
  "id,object,customer,status,billing_cycle_anchor,cancel_at,cancel_at_period_end,canceled_at,created,currency,current_period_end,current_period_start,ended_at,plan.id,plan.amount,plan.interval,plan.interval_count,quantity,start_date,trial_end",
  "sub_1,subscription,cus_1,active,1767225600,,false,,1767225600,usd,1769904000,1767225600,,price_1,1500,month,1,3,1767225600,",
  "sub_2,subscription,cus_2,active,1767225600,,true,1767312000,1767225600,kwd,1769904000,1767225600,,price_2,1500,month,3,1,1767225600,"
);

export const recurlyHistory = csv(
  "Subscription UUID,version_uuid,account_code,version_started_at,version_ended_at,version_state,plan_code,subscription_currency,version_plan_interval_unit,version_plan_interval_length,version_subscription_quantity,version_total_recurring_amount,version_in_trial",
  "u1,v1,acme,2026-01-01 00:00:00 UTC,2026-03-01 00:00:00 UTC,active,solo,USD,months,1,1,10.00,false",
  "u1,v2,acme,2026-03-01 00:00:00 UTC,,active,team,USD,months,1,5,50.00,false"
);

export const recurlySubscriptions = csv(
  "uuid,account_code,email,plan_code,state,auto_renew,currency,quantity,unit_amount,add_on_amount,total_recurring_amount,current_period_started_at,current_period_ends_at,trial_started_at,trial_ends_at,activated_at,modified_at,canceled_at,expires_at",
  "u1,acme,a@example.org,team,active,true,EUR,5,10.00,0.00,50.00,2026-05-01 00:00:00,2026-06-01 00:00:00,,,2026-01-01 00:00:00,2026-05-01 00:00:00,,",
  "u2,bolt,b@example.org,solo,canceled,false,EUR,1,120.00,0.00,120.00,2026-01-15 00:00:00,2027-01-15 00:00:00,,,2026-01-15 00:00:00,2026-03-01 00:00:00,2026-03-01 00:00:00,2027-01-15 00:00:00",
  "u2,bolt,b@example.org,solo,active,true,EUR,1,120.00,0.00,120.00,2026-01-15 00:00:00,2027-01-15 00:00:00,,,2026-01-15 00:00:00,2026-01-15 00:00:00,,",
  "u3,cola,c@example.org,solo,future,true,EUR,1,10.00,0.00,10.00,,,,,2026-09-01 00:00:00,2026-05-01 00:00:00,,",
  "u4,dune,d@example.org,solo,active,true,EUR,1,10.00,0.00,10.00,2026-05-20 00:00:00,2026-06-03 00:00:00,2026-05-20 00:00:00,2026-06-03 00:00:00,2026-05-20 00:00:00,2026-05-20 00:00:00,,"
);

export const recurlyInvoices = csv(
  "id,invoice_number,billed_date,due_on,closed_at,status,net_terms,collection_method,account_code,coupon_code,currency,invoice_total,invoice_subtotal,tax_amount",
  "i1,1001,2026-01-01 00:00:00,2026-01-01,2026-01-02 00:00:00,paid,0,automatic,acme,,EUR,59.50,50.00,9.50",
  "i2,1002,2026-02-01 00:00:00,2026-02-01,,paid,0,automatic,acme,,EUR,-10.00,-10.00,0",
  "i3,1003,2026-02-01 00:00:00,2026-03-01,,past_due,30,manual,bolt,,EUR,10.00,10.00,0"
);

export const recurlyAccounts = csv(
  "account_code,account_email,account_company_name,account_created_at,account_country,closed_at,parent_account_code",
  "acme,a@example.org,Acme,2025-12-24 00:00:00,DE,,"
);

export const chargebeeSubscriptions = csv(
  "id,customer_id,currency_code,plan_id,plan_quantity,plan_unit_price,plan_amount,billing_period,billing_period_unit,status,current_term_start,current_term_end,created_at,started_at,cancelled_at,cancel_schedule_created_at,cancel_reason,subscription_items,deleted",
  "c1,acme,USD,team,5,1000,5000,1,month,active,1777593600,1780272000,1767225600,1767225600,,,,,false",
  'c2,bolt,JPY,,,,,1,year,non_renewing,1767225600,1798761600,1767225600,1767225600,,1775001600,,"[{""item_price_id"":""solo-year"",""quantity"":2,""amount"":24000},{""item_price_id"":""extra"",""amount"":1000}]",false',
  "c3,cola,USD,solo,1,1000,1000,1,month,cancelled,1767225600,1769904000,1767225600,1767225600,1769904000,,not_paid,,false",
  "c4,dune,USD,solo,1,1000,1000,1,month,in_trial,1779667200,1780876800,1779667200,1779667200,,,,,false",
  "c5,eden,USD,solo,1,1000,1000,1,month,future,,,1767225600,1788220800,,,,,false",
  "c6,flux,USD,solo,1,1000,1000,1,month,active,1777593600,1780272000,1767225600,1767225600,,,,,true"
);

export const revenuecat = csv(
  "rc_original_app_user_id,country,product_identifier,product_duration,start_time,end_time,effective_end_time,store,is_auto_renewable,is_trial_period,is_sandbox,store_transaction_id,original_store_transaction_id,refunded_at,unsubscribe_detected_at,billing_issues_detected_at,purchased_currency,price_in_purchased_currency,purchase_price_in_purchased_currency,renewal_number,presented_offering,updated_at",
  "u1,DE,pro.month,P1M,2026-01-01 00:00:00,2026-01-08 00:00:00,2026-01-08 00:00:00,app_store,true,true,false,t1,t1,,,,EUR,0,0,1,default,2026-01-01 01:00:00",
  "u1,DE,pro.month,P1M,2026-01-08 00:00:00,2026-02-08 00:00:00,2026-02-08 00:00:00,app_store,true,false,false,t2,t1,,,,EUR,9.99,9.99,2,default,2026-01-08 01:00:00",
  "u1,DE,pro.month,P1M,2026-01-08 00:00:00,2026-02-08 00:00:00,2026-01-20 00:00:00,app_store,true,false,false,t2,t1,2026-01-19 00:00:00,,,EUR,0,9.99,2,default,2026-01-20 01:00:00",
  "u2,JP,pro.year,P1Y,2026-01-05 00:00:00,2027-01-05 00:00:00,2027-01-05 00:00:00,play_store,t,f,f,t3,t3,,2026-03-01 00:00:00,,JPY,12000,12000,1,,2026-03-01 01:00:00",
  "u3,US,pro.month,P1M,2026-01-05 00:00:00,2026-02-05 00:00:00,2026-02-05 00:00:00,app_store,t,f,t,t4,t4,,,,USD,9.99,9.99,1,,2026-01-05 01:00:00",
  "u4,US,pro.month,P1M,2026-01-05 00:00:00,2026-01-04 00:00:00,2026-01-04 00:00:00,play_store,t,f,f,t5,t5,,,,USD,9.99,9.99,1,,2026-01-05 01:00:00"
);

export const zuoraCharges = csv(
  "id,_fivetran_deleted,account_id,charge_number,charge_type,effective_start_date,effective_end_date,mrr,product_rate_plan_id,quantity,rate_plan_id,segment,subscription_id,transaction_currency,version",
  "x1,FALSE,acme,C-1,Recurring,2026-01-01,2026-07-01,100,team,5,r1,1,s1,USD,1",
  "x2,FALSE,acme,C-1,Recurring,2026-01-01,2026-04-01,100,team,5,r1,1,s1,USD,2",
  "x3,FALSE,acme,C-1,Recurring,2026-04-01,2026-07-01,160,team,8,r1,2,s1,USD,2",
  "x4,TRUE,acme,C-2,Recurring,2026-01-01,2026-07-01,10,extra,1,r2,1,s1,USD,1",
  "x5,FALSE,acme,C-3,Usage,2026-01-01,2026-07-01,0,calls,,r3,1,s1,USD,1"
);

export const zuoraSubscriptions = csv(
  "id,original_id,_fivetran_deleted,account_id,status,cancelled_date,contract_effective_date,renewal_term,renewal_term_period_type,term_end_date,term_start_date,term_type,version,is_latest_version",
  "s1,s0,FALSE,acme,Active,,2026-01-01,12,Month,2027-01-01,2026-01-01,TERMED,2,TRUE",
  "s0,s0,FALSE,acme,Expired,,2025-01-01,12,Month,2026-01-01,2025-01-01,TERMED,1,FALSE",
  "s2,s2,FALSE,bolt,Cancelled,2026-05-02,2025-06-01,1,Year,2026-06-01,2025-06-01,TERMED,1,TRUE",
  "s3,s3,FALSE,cola,Active,,2025-06-01,,Month,,2025-06-01,EVERGREEN,1,TRUE"
);

export const invoiceLines = csv(
  "Organisation,From,To,Amount,Currency,Plan",
  `Acme,2026-01-01,2026-12-31,"$1,200.00",USD,solo`,
  "Acme,2026-07-01,2026-12-31,-600.00,USD,solo",
  "Acme,2026-07-01,2026-12-31,900.00,USD,team",
  "Bolt,2026-01-31,2026-02-28,5000,JPY,solo",
  "Cola,2026-01-01,2026-01-11,10.00,USD,solo",
  "Dune,2026-01-01,01/02/2026,10.00,USD,solo"
);

export const billingExports: VendorExport[] = [
  {name: "Stripe subscriptions", sources: ["stripe.subscriptions"], text: stripeSubscriptions},
  {name: "Stripe invoices", sources: ["stripe.invoices"], text: stripeInvoices},
  {name: "Stripe customers", sources: ["stripe.customers"], text: stripeCustomers},
  {name: "Stripe API subscriptions", sources: ["stripe.api_subscriptions"], text: stripeApiSubscriptions},
  {name: "Recurly subscription history", sources: ["recurly.subscription_history"], text: recurlyHistory},
  {name: "Recurly subscriptions", sources: ["recurly.subscriptions"], text: recurlySubscriptions},
  {name: "Recurly invoices", sources: ["recurly.invoices"], text: recurlyInvoices},
  {name: "Recurly accounts", sources: ["recurly.accounts"], text: recurlyAccounts},
  {name: "Chargebee subscriptions", sources: ["chargebee.subscriptions"], text: chargebeeSubscriptions},
  {
    name: "RevenueCat transactions",
    sources: ["revenuecat.transactions", "revenuecat.payments", "revenuecat.refunds", "revenuecat.trials"],
    text: revenuecat
  },
  {name: "Zuora rate plan charges", sources: ["zuora.rate_plan_charges"], text: zuoraCharges},
  {name: "Zuora subscriptions", sources: ["zuora.subscriptions"], text: zuoraSubscriptions},
  {name: "invoice lines", sources: ["invoice.lines"], text: invoiceLines}
];
