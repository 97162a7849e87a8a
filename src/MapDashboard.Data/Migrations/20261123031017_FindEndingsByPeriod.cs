using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>For replay: what an audience saw end in some months, and when areas changed (docs/decisions/0020). A million issues take it a minute or somewhat more.</summary>
    public partial class FindEndingsByPeriod : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_changes_at_of_areas",
                table: "changes",
                column: "at",
                filter: "issue_id is null");
            migrationBuilder.Sql("create index ix_changes_ended_audience_periods on changes using gin (audience_periods(audiences, ended_at)) where ended_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_changes_ended_audience_periods");
            migrationBuilder.DropIndex(
                name: "ix_changes_at_of_areas",
                table: "changes");
        }
    }
}
