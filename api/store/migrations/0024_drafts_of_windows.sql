ALTER TABLE `entry_drafts` ADD `copy` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `form_drafts` ADD `copy` text DEFAULT '' NOT NULL;