CREATE TABLE `live_counted` (
	`id` integer PRIMARY KEY NOT NULL,
	`basis` text NOT NULL,
	`seq` integer NOT NULL,
	`again_through` integer
);
--> statement-breakpoint
CREATE TABLE `live_records` (
	`id` integer PRIMARY KEY NOT NULL,
	`case_id` integer NOT NULL,
	`kind` text NOT NULL,
	`first_on` text NOT NULL,
	`last_on` text NOT NULL,
	`data` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_records_case` ON `live_records` (`case_id`);