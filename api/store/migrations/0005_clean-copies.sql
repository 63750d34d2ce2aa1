ALTER TABLE `attachments` ADD `care` text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE `attachments` ADD `scan` text;--> statement-breakpoint
ALTER TABLE `attachments` ADD `copy` text;--> statement-breakpoint
ALTER TABLE `attachments` ADD `copy_attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `attachments` ADD `copy_bytes` integer;--> statement-breakpoint
ALTER TABLE `attachments` ADD `copy_sealed_key` blob;--> statement-breakpoint
CREATE INDEX `attachments_care` ON `attachments` (`care`,`created_at`);