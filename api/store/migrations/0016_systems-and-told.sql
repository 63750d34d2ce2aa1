CREATE TABLE `hook_calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hook_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`reference` text NOT NULL,
	`category` text NOT NULL,
	`on` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`next_at` text NOT NULL,
	FOREIGN KEY (`hook_id`) REFERENCES `hooks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hook_calls_event` ON `hook_calls` (`hook_id`,`seq`);--> statement-breakpoint
CREATE INDEX `hook_calls_next` ON `hook_calls` (`state`,`next_at`);--> statement-breakpoint
CREATE TABLE `hooks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sealed` blob NOT NULL,
	`seq` integer NOT NULL,
	`made_by` integer NOT NULL,
	`made_at` text NOT NULL,
	`ended_at` text,
	FOREIGN KEY (`made_by`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `system_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hash` text NOT NULL,
	`sealed_name` blob NOT NULL,
	`scope` text NOT NULL,
	`made_by` integer NOT NULL,
	`made_at` text NOT NULL,
	`ended_at` text,
	`last_used_on` text,
	FOREIGN KEY (`made_by`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `system_keys_hash` ON `system_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `told` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`year` text NOT NULL,
	`sealed` blob NOT NULL,
	`version` integer NOT NULL,
	`made_by` integer NOT NULL,
	`made_at` text NOT NULL,
	`published_by` integer,
	`published_at` text,
	FOREIGN KEY (`made_by`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `told_published` ON `told` (`kind`,`published_at`);