using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddFollowerLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "follower",
                table: "tracking_links",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "follower",
                table: "tracking_links");
        }
    }
}
