using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddMeasureMinutes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_measure_cases_kind_minutes",
                table: "measure_cases",
                columns: new[] { "kind", "minutes" },
                filter: "minutes is not null");

            // What was counted before knows no buckets: it is counted anew.
            migrationBuilder.Sql("delete from measure_cursor");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_measure_cases_kind_minutes",
                table: "measure_cases");
        }
    }
}
