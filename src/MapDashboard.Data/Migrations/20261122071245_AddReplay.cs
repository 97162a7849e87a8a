using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddReplay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ended_at",
                table: "changes",
                type: "timestamp with time zone",
                nullable: true);

            // The log is only ever added to; that what it says is found by another index, too, changes nothing of it.
            migrationBuilder.Sql(
                """
                alter table changes disable trigger changes_immutable;
                update changes set ended_at = (data->'issue'->>'endedAt')::timestamptz where data->'issue'->>'endedAt' is not null;
                alter table changes enable trigger changes_immutable;
                """);

            migrationBuilder.CreateTable(
                name: "checkpoints",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    open = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoints", x => x.seq);
                });

            migrationBuilder.CreateIndex(
                name: "ix_changes_ended_at_issue_id",
                table: "changes",
                columns: new[] { "ended_at", "issue_id" },
                descending: new[] { true, false },
                filter: "ended_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_checkpoints_at",
                table: "checkpoints",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkpoints");

            migrationBuilder.DropIndex(
                name: "ix_changes_ended_at_issue_id",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "changes");
        }
    }
}
