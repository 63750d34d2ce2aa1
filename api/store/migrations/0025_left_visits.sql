CREATE TABLE `left_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`forget_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `left_visits_forget` ON `left_visits` (`forget_at`);