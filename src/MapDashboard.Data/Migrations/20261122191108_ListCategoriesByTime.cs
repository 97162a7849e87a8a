using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class ListCategoriesByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_issues_category",
                table: "issues");

            migrationBuilder.CreateIndex(
                name: "ix_issues_category_reported_at_id",
                table: "issues",
                columns: new[] { "category", "reported_at", "id" },
                descending: new[] { false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_issues_category_reported_at_id",
                table: "issues");

            migrationBuilder.CreateIndex(
                name: "ix_issues_category",
                table: "issues",
                column: "category");
        }
    }
}
