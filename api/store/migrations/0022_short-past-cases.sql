CREATE TABLE `past_labels` (
	`id` integer PRIMARY KEY NOT NULL,
	`label` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `past_labels_label_unique` ON `past_labels` (`label`);--> statement-breakpoint
DROP INDEX `past_records_days`;--> statement-breakpoint
CREATE INDEX `past_records_kind` ON `past_records` (`kind`);
--> statement-breakpoint
INSERT INTO past_labels (label) SELECT DISTINCT known.value FROM past_records, json_tree(data) known
WHERE kind = 'case' AND known.type = 'text'
AND known.key IN ('service', 'area', 'role', 'childStatus', 'channel', 'closedAs', 'reason', 'subReason', 'outcome');
--> statement-breakpoint
UPDATE past_records SET data = json_array(
	data ->> '$.ref',
	CAST(julianday(data ->> '$.receivedOn') - 2440587.5 AS INTEGER),
	data ->> '$.category',
	(SELECT id FROM past_labels WHERE label = data ->> '$.service'),
	(SELECT id FROM past_labels WHERE label = data ->> '$.area'),
	(SELECT id FROM past_labels WHERE label = data ->> '$.role'),
	(SELECT id FROM past_labels WHERE label = data ->> '$.childStatus'),
	data ->> '$.fromChild',
	data ->> '$.advocate',
	(SELECT id FROM past_labels WHERE label = data ->> '$.channel'),
	CAST(julianday(data ->> '$.closedOn') - 2440587.5 AS INTEGER),
	(SELECT id FROM past_labels WHERE label = data ->> '$.closedAs'),
	(SELECT json_group_array(json_array(each.value ->> '$.procedure', each.value ->> '$.stage', CAST(julianday(each.value ->> '$.requestedOn') - 2440587.5 AS INTEGER), each.value ->> '$.result', CAST(julianday(each.value ->> '$.startedOn') - 2440587.5 AS INTEGER), each.value ->> '$.extended', CAST(julianday(each.value ->> '$.panelOn') - 2440587.5 AS INTEGER), CAST(julianday(each.value ->> '$.panelReportOn') - 2440587.5 AS INTEGER), CAST(julianday(each.value ->> '$.respondedOn') - 2440587.5 AS INTEGER), (SELECT id FROM past_labels WHERE label = each.value ->> '$.outcome'))) FROM json_each(data, '$.stages') each),
	(SELECT json_group_array(json_array(each.value ->> '$.stage', (SELECT id FROM past_labels WHERE label = each.value ->> '$.reason'), (SELECT id FROM past_labels WHERE label = each.value ->> '$.subReason'), (SELECT id FROM past_labels WHERE label = each.value ->> '$.outcome'))) FROM json_each(data, '$.points') each),
	(SELECT json_group_array(json_array(each.value ->> '$.stage', each.value ->> '$.kind', each.value ->> '$.pence', CAST(julianday(each.value ->> '$.paidOn') - 2440587.5 AS INTEGER))) FROM json_each(data, '$.money') each),
	(SELECT json_group_array(json_array(CAST(julianday(each.value ->> '$.heldOn') - 2440587.5 AS INTEGER), each.value ->> '$.result')) FROM json_each(data, '$.mediations') each),
	(SELECT json_group_array(json_array((SELECT id FROM past_labels WHERE label = each.value ->> '$.service'), CAST(julianday(each.value ->> '$.dueOn') - 2440587.5 AS INTEGER), CAST(julianday(each.value ->> '$.doneOn') - 2440587.5 AS INTEGER))) FROM json_each(data, '$.learning') each)
) WHERE kind = 'case';
