using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class CountLargeAreas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "levels",
                table: "measure_cursor",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "has_moved",
                table: "areas",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql(
                """
                update areas a set has_moved = true where exists (
                  select 1 from issues i where i.audiences @> array['staff:' || a.code]
                    and not i.audiences @> (select array_agg('staff:' || above) from unnest(a.path) above))
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "levels",
                table: "measure_cursor");

            migrationBuilder.DropColumn(
                name: "has_moved",
                table: "areas");
        }
    }
}
