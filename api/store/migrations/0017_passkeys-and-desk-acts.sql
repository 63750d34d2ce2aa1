CREATE TABLE `desk_acts` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`kind` text NOT NULL,
	`about` integer,
	`case_id` integer,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `desk_acts_case` ON `desk_acts` (`case_id`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`officer_id` integer NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`sealed_name` blob NOT NULL,
	`created_at` text NOT NULL,
	`used_at` text,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passkeys_officer` ON `passkeys` (`officer_id`);--> statement-breakpoint
ALTER TABLE `officers` ADD `oidc_subject` text;--> statement-breakpoint
CREATE UNIQUE INDEX `officers_oidc_subject` ON `officers` (`oidc_subject`);