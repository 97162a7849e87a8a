using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class ListBuildingsByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_issues_building_code_reported_at_id",
                table: "issues",
                columns: new[] { "building_code", "reported_at", "id" },
                descending: new[] { false, true, true },
                filter: "building_code is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_issues_building_code_reported_at_id",
                table: "issues");
        }
    }
}
