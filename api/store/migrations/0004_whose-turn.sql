DROP INDEX `inbox_due`;--> statement-breakpoint
DROP INDEX `inbox_urgent`;--> statement-breakpoint
ALTER TABLE `inbox` ADD `services` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `inbox` ADD `stage` integer;--> statement-breakpoint
ALTER TABLE `inbox` ADD `turn` text DEFAULT 'ours' NOT NULL;--> statement-breakpoint
ALTER TABLE `inbox` ADD `assigned_to` integer;--> statement-breakpoint
ALTER TABLE `inbox` ADD `unread` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `inbox` ADD `message_since` text;--> statement-breakpoint
ALTER TABLE `inbox` ADD `advocate_due_on` text;--> statement-breakpoint
CREATE INDEX `inbox_by_due` ON `inbox` (`open`,`set_apart`,`urgent`,`due_on`,`case_id`,`category`,`turn`,`stage`,`assigned_to`,`unread`,`message_since`,`advocate_due_on`,`flags`,`services`,`reference`,`received_on`);--> statement-breakpoint
CREATE INDEX `inbox_by_receipt` ON `inbox` (`open`,`set_apart`,`received_on`,`case_id`,`category`,`turn`,`stage`,`assigned_to`,`unread`,`message_since`,`advocate_due_on`,`flags`,`services`,`reference`,`due_on`,`urgent`);--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_reference` ON `inbox` (`reference`);