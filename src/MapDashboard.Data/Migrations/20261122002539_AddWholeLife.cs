using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddWholeLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "case_grave_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "case_started_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<DateTime>(
                name: "case_warn_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "escalated",
                table: "issues",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "extension",
                table: "issues",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid[]>(
                name: "followers",
                table: "issues",
                type: "uuid[]",
                nullable: false,
                defaultValue: new Guid[0]);

            migrationBuilder.AddColumn<DateTime>(
                name: "grave_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "handle_due_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "helpers",
                table: "issues",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "issues",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "rating_ends_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "small",
                table: "issues",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "supervision",
                table: "issues",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suspension",
                table: "issues",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "warn_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "whistled_to",
                table: "issues",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "whistles",
                table: "issues",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "duplicate_radius",
                table: "categories",
                type: "double precision",
                nullable: false,
                defaultValue: 50.0);

            // Old issues have counted from their report; what their category is now says whether they were small.
            migrationBuilder.Sql(
                """
                update issues set
                  case_started_at = reported_at,
                  handle_due_at = case when status = 'inProgress' then due_at end,
                  small = (select c.small from categories c where c.code = issues.category)
                """);

            migrationBuilder.CreateTable(
                name: "routing_rules",
                columns: table => new
                {
                    position = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    to = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_routing_rules", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "watch_marks",
                columns: table => new
                {
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ahead = table.Column<bool>(type: "boolean", nullable: false),
                    deed = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_marks", x => new { x.issue_id, x.clock, x.stage, x.since, x.ahead });
                    table.CheckConstraint("ck_watch_marks_clock", "clock in ('stage', 'case', 'supervision', 'rating')");
                    table.CheckConstraint("ck_watch_marks_deed", "deed in ('warn', 'warnOverdue', 'whistle', 'close')");
                    table.ForeignKey(
                        name: "fk_watch_marks_issues_issue_id",
                        column: x => x.issue_id,
                        principalTable: "issues",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_issues_merged_into",
                table: "issues",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "ix_issues_rating_ends_at",
                table: "issues",
                column: "rating_ends_at",
                filter: "status = 'verified'");

            migrationBuilder.CreateIndex(
                name: "ix_issues_warn_at",
                table: "issues",
                column: "warn_at",
                filter: "warn_at is not null");

            migrationBuilder.AddForeignKey(
                name: "fk_issues_issues_merged_into",
                table: "issues",
                column: "merged_into",
                principalTable: "issues",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_issues_issues_merged_into",
                table: "issues");

            migrationBuilder.DropTable(
                name: "routing_rules");

            migrationBuilder.DropTable(
                name: "watch_marks");

            migrationBuilder.DropIndex(
                name: "ix_issues_merged_into",
                table: "issues");

            migrationBuilder.DropIndex(
                name: "ix_issues_rating_ends_at",
                table: "issues");

            migrationBuilder.DropIndex(
                name: "ix_issues_warn_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "case_grave_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "case_started_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "case_warn_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "escalated",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "extension",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "followers",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "grave_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "handle_due_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "helpers",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "rating_ends_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "small",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "supervision",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "suspension",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "warn_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "whistled_to",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "whistles",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "duplicate_radius",
                table: "categories");
        }
    }
}
