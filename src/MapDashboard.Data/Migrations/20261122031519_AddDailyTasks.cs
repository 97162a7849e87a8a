using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddDailyTasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "daily_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: true),
                    account_role = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    cadence = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<int>(type: "integer", nullable: true),
                    target = table.Column<int>(type: "integer", nullable: false),
                    counted_by = table.Column<string>(type: "text", nullable: false),
                    needs_note = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_tasks", x => x.id);
                    table.CheckConstraint("ck_daily_tasks_account_role", "account_role in ('admin', 'leader', 'desk', 'worker', 'handler', 'screen')");
                    table.CheckConstraint("ck_daily_tasks_cadence", "cadence in ('daily', 'workingDays', 'weekly', 'monthly')");
                    table.CheckConstraint("ck_daily_tasks_counted_by", "counted_by in ('hand', 'visits', 'patrols')");
                    table.CheckConstraint("ck_daily_tasks_on", "case cadence when 'weekly' then \"on\" is not null and \"on\" between 1 and 7 when 'monthly' then \"on\" is not null and \"on\" between 1 and 31 else \"on\" is null end");
                    table.CheckConstraint("ck_daily_tasks_target", "target between 1 and 1000");
                    table.CheckConstraint("ck_daily_tasks_valid", "valid_to is null or valid_to > valid_from");
                    table.CheckConstraint("ck_daily_tasks_who", "(role is null) <> (account_role is null)");
                    table.ForeignKey(
                        name: "fk_daily_tasks_levels_level",
                        column: x => x.level,
                        principalTable: "levels",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_daily_tasks_roles_role",
                        column: x => x.role,
                        principalTable: "roles",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "doings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    area_code = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_doings", x => x.id);
                    table.CheckConstraint("ck_doings_count", "count between 1 and 1000");
                    table.ForeignKey(
                        name: "fk_doings_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_doings_areas_area_code",
                        column: x => x.area_code,
                        principalTable: "areas",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_daily_tasks_code_valid_from",
                table: "daily_tasks",
                columns: new[] { "code", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_daily_tasks_level",
                table: "daily_tasks",
                column: "level");

            migrationBuilder.CreateIndex(
                name: "ix_daily_tasks_role",
                table: "daily_tasks",
                column: "role");

            migrationBuilder.CreateIndex(
                name: "ix_doings_account_id",
                table: "doings",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_doings_area_code",
                table: "doings",
                column: "area_code");

            migrationBuilder.CreateIndex(
                name: "ix_doings_day_area_code",
                table: "doings",
                columns: new[] { "day", "area_code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "daily_tasks");

            migrationBuilder.DropTable(
                name: "doings");
        }
    }
}
