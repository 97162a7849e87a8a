using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddGroundVersion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SqlFile.Read("ground_version"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger areas_ground on areas;
                drop trigger levels_ground on levels;
                drop trigger categories_ground on categories;
                drop trigger working_calendars_ground on working_calendars;
                drop function renew_ground_version();
                drop table ground_version;
                """);
        }
    }
}
