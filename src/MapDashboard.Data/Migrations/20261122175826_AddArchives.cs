using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>Changes of issues that ended long ago may lie in files, and what the database keeps of them (docs/decisions/0024).</summary>
    public partial class AddArchives : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "archives",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    archived_by = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    issues = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<long>(type: "bigint", nullable: false),
                    first_seq = table.Column<long>(type: "bigint", nullable: false),
                    last_seq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_archives", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "archived_issues",
                columns: table => new
                {
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    archive = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    first_seq = table.Column<long>(type: "bigint", nullable: false),
                    last_seq = table.Column<long>(type: "bigint", nullable: false),
                    head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_archived_issues", x => x.issue_id);
                    table.CheckConstraint("ck_archived_issues_head", "octet_length(head) = 32");
                    table.ForeignKey(
                        name: "fk_archived_issues_archives_archive",
                        column: x => x.archive,
                        principalTable: "archives",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_archived_issues_issues_issue_id",
                        column: x => x.issue_id,
                        principalTable: "issues",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_archived_issues_archive",
                table: "archived_issues",
                column: "archive");

            migrationBuilder.Sql(SqlFile.Read("archives"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger issues_archived on issues;
                drop function refuse_archived_issue();
                drop trigger changes_kept on changes;
                drop function refuse_change_log_loss();
                drop trigger changes_immutable on changes;
                create trigger changes_immutable before update or delete on changes for each statement execute function refuse_change_log_edit();
                """);

            migrationBuilder.DropTable(
                name: "archived_issues");

            migrationBuilder.DropTable(
                name: "archives");

            migrationBuilder.Sql("drop function refuse_archive_edit()");
        }
    }
}
