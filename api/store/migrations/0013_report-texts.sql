CREATE TABLE `report_texts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`section` text NOT NULL,
	`sealed` blob NOT NULL,
	`officer_id` integer NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_texts_period` ON `report_texts` (`from`,`to`,`section`);