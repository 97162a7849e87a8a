using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>
    /// What keeps lists and medians as fast as history grows (docs/decisions/0020). Areas of the fourth and fifth level are so many that a list of one
    /// would look through all issues; larger ones are found soon enough by time. The planner takes their indexes for an area_path[4] = code.
    /// </summary>
    public partial class AddFlatLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_measure_cases_kind_minutes",
                table: "measure_cases");

            migrationBuilder.CreateIndex(
                name: "ix_measure_cases_kind_minutes_at",
                table: "measure_cases",
                columns: new[] { "kind", "minutes", "at" },
                filter: "minutes is not null");

            migrationBuilder.Sql("create index ix_issues_area4_reported_at_id on issues ((area_path[4]), reported_at desc, id desc) where area_path[4] is not null");
            migrationBuilder.Sql("create index ix_issues_area5_reported_at_id on issues ((area_path[5]), reported_at desc, id desc) where area_path[5] is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_issues_area4_reported_at_id");
            migrationBuilder.Sql("drop index ix_issues_area5_reported_at_id");

            migrationBuilder.DropIndex(
                name: "ix_measure_cases_kind_minutes_at",
                table: "measure_cases");

            migrationBuilder.CreateIndex(
                name: "ix_measure_cases_kind_minutes",
                table: "measure_cases",
                columns: new[] { "kind", "minutes" },
                filter: "minutes is not null");
        }
    }
}
