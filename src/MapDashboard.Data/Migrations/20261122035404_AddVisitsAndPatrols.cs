using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddVisitsAndPatrols : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "patrol_themes",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patrol_themes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    building_code = table.Column<string>(type: "text", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: true),
                    area_path = table.Column<string[]>(type: "text[]", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    households = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    problem = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => x.id);
                    table.CheckConstraint("ck_visits_households", "households is null or households between 1 and 1000");
                    table.ForeignKey(
                        name: "fk_visits_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_visits_areas_building_code",
                        column: x => x.building_code,
                        principalTable: "areas",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patrols",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    area_code = table.Column<string>(type: "text", nullable: false),
                    area_path = table.Column<string[]>(type: "text[]", nullable: false),
                    theme = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    distance_meters = table.Column<double>(type: "double precision", nullable: false),
                    track_deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patrols", x => x.id);
                    table.CheckConstraint("ck_patrols_end", "ended_at is null or ended_at >= started_at");
                    table.ForeignKey(
                        name: "fk_patrols_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patrols_areas_area_code",
                        column: x => x.area_code,
                        principalTable: "areas",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patrols_patrol_themes_theme",
                        column: x => x.theme,
                        principalTable: "patrol_themes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patrol_stretches",
                columns: table => new
                {
                    patrol_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    points = table.Column<string>(type: "jsonb", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patrol_stretches", x => new { x.patrol_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_patrol_stretches_patrols_patrol_id",
                        column: x => x.patrol_id,
                        principalTable: "patrols",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_patrols_account_id",
                table: "patrols",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_patrols_area_code",
                table: "patrols",
                column: "area_code");

            migrationBuilder.CreateIndex(
                name: "ix_patrols_area_path",
                table: "patrols",
                column: "area_path")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_patrols_day_account_id",
                table: "patrols",
                columns: new[] { "day", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_patrols_received_at",
                table: "patrols",
                column: "received_at",
                filter: "track_deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_patrols_theme",
                table: "patrols",
                column: "theme");

            migrationBuilder.CreateIndex(
                name: "ix_visits_account_id",
                table: "visits",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_area_path",
                table: "visits",
                column: "area_path")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_visits_building_code",
                table: "visits",
                column: "building_code");

            migrationBuilder.CreateIndex(
                name: "ix_visits_day_building_code",
                table: "visits",
                columns: new[] { "day", "building_code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "patrol_stretches");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropTable(
                name: "patrols");

            migrationBuilder.DropTable(
                name: "patrol_themes");
        }
    }
}
