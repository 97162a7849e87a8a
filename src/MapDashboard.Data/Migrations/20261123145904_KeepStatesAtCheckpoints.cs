using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>For replay: issues and times at checkpoints (docs/decisions/0020). Those that are there get theirs from a running server, one after another.</summary>
    public partial class KeepStatesAtCheckpoints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "endings",
                table: "checkpoints",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "first_at",
                table: "checkpoints",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "states",
                table: "checkpoints",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "times",
                table: "checkpoints",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_checkpoints_bare",
                table: "checkpoints",
                column: "at",
                filter: "states is null");

            migrationBuilder.CreateIndex(
                name: "ix_changes_at_seq",
                table: "changes",
                columns: new[] { "at", "seq" });
            migrationBuilder.DropIndex(
                name: "ix_changes_at",
                table: "changes");

            // They are compressed already. A span that is not known yet begins at no time, so it is found by all before its end.
            migrationBuilder.Sql("alter table checkpoints alter column states set storage external, alter column endings set storage external, alter column times set storage external");
            migrationBuilder.Sql("create index ix_checkpoints_span on checkpoints using gist (tstzrange(first_at, at, '[]'))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_checkpoints_span");
            migrationBuilder.CreateIndex(
                name: "ix_changes_at",
                table: "changes",
                column: "at");
            migrationBuilder.DropIndex(
                name: "ix_changes_at_seq",
                table: "changes");
            migrationBuilder.DropIndex(
                name: "ix_checkpoints_bare",
                table: "checkpoints");

            migrationBuilder.DropColumn(
                name: "endings",
                table: "checkpoints");

            migrationBuilder.DropColumn(
                name: "first_at",
                table: "checkpoints");

            migrationBuilder.DropColumn(
                name: "states",
                table: "checkpoints");

            migrationBuilder.DropColumn(
                name: "times",
                table: "checkpoints");
        }
    }
}
