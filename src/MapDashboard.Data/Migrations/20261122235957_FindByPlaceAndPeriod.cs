using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>Boxes of the map by cells, and what an audience sees of some months (docs/decisions/0020). A million issues take it one and a half minutes.</summary>
    public partial class FindByPlaceAndPeriod : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_measure_cases_audiences",
                table: "measure_cases");
            migrationBuilder.Sql(SqlFile.Read("places_and_periods"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter function issue_may_hold(text, text, text) parallel safe");
            migrationBuilder.Sql("alter function text_bigrams(text[]) parallel safe");
            migrationBuilder.Sql("drop index ix_issues_cell_reported_at_id");
            migrationBuilder.Sql("drop index ix_measure_cases_audience_periods");
            migrationBuilder.Sql("drop function audience_periods_between(text[], timestamptz, timestamptz)");
            migrationBuilder.Sql("drop function audience_periods(text[], timestamptz)");
            migrationBuilder.Sql("drop function period_of(timestamptz)");
            migrationBuilder.Sql("drop function place_cell(geometry)");
            migrationBuilder.CreateIndex(
                name: "ix_measure_cases_audiences",
                table: "measure_cases",
                column: "audiences")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
