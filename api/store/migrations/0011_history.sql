CREATE TABLE `history` (
	`n` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `history_row` ON `history` (`source`,`seq`);