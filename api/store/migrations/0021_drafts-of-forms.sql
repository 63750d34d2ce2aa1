CREATE TABLE `form_drafts` (
	`case_id` integer NOT NULL,
	`officer_id` integer NOT NULL,
	`act` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`case_id`, `officer_id`, `act`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
