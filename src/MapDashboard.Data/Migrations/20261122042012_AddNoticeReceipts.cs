using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddNoticeReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "account_id",
                table: "notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "roles",
                table: "notices",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "notice_receipts",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_receipts", x => new { x.notice_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_notice_receipts_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notice_receipts_notices_notice_id",
                        column: x => x.notice_id,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_notices_account_id",
                table: "notices",
                column: "account_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_notices_roles",
                table: "notices",
                sql: "roles <@ array['admin', 'leader', 'desk', 'worker', 'handler', 'screen']::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_notice_receipts_account_id",
                table: "notice_receipts",
                column: "account_id");

            migrationBuilder.AddForeignKey(
                name: "fk_notices_accounts_account_id",
                table: "notices",
                column: "account_id",
                principalTable: "accounts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_notices_accounts_account_id",
                table: "notices");

            migrationBuilder.DropTable(
                name: "notice_receipts");

            migrationBuilder.DropIndex(
                name: "ix_notices_account_id",
                table: "notices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_notices_roles",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "account_id",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "roles",
                table: "notices");
        }
    }
}
