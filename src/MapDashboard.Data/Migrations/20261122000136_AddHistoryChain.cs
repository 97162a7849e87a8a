using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddHistoryChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "salt",
                table: "reporters",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "head",
                table: "issues",
                type: "bytea",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "data",
                table: "changes",
                type: "json",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "jsonb");

            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                table: "changes",
                type: "bytea",
                nullable: true);

            // What is there already gets its chains before the columns must hold something.
            migrationBuilder.Sql(SqlFile.Read("history_chain"));
            migrationBuilder.AlterColumn<byte[]>(name: "salt", table: "reporters", type: "bytea", nullable: false, oldClrType: typeof(byte[]), oldType: "bytea", oldNullable: true);
            migrationBuilder.AlterColumn<byte[]>(name: "head", table: "issues", type: "bytea", nullable: false, oldClrType: typeof(byte[]), oldType: "bytea", oldNullable: true);

            migrationBuilder.CreateTable(
                name: "history_roots",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_history_roots", x => x.day);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_issues_head",
                table: "issues",
                sql: "octet_length(head) = 32");

            migrationBuilder.AddCheckConstraint(
                name: "ck_changes_hash",
                table: "changes",
                sql: "(hash is null) = (issue_id is null) and (hash is null or octet_length(hash) = 32)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "history_roots");

            migrationBuilder.DropCheckConstraint(
                name: "ck_issues_head",
                table: "issues");

            migrationBuilder.DropCheckConstraint(
                name: "ck_changes_hash",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "salt",
                table: "reporters");

            migrationBuilder.DropColumn(
                name: "head",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "changes");

            migrationBuilder.AlterColumn<string>(
                name: "data",
                table: "changes",
                type: "jsonb",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "json");
        }
    }
}
