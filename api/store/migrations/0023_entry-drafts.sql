CREATE TABLE `entry_drafts` (
	`officer_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`officer_id`, `kind`),
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sent_forms` (
	`key` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
