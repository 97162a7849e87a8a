using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NetTopologySuite.Geometries;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddPeopleNetwork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "deputy_code",
                table: "posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "phone_public",
                table: "posts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // Until now the public board showed the phone of every public post.
            migrationBuilder.Sql("update posts set phone_public = public");

            migrationBuilder.AddColumn<string>(
                name: "phone",
                table: "organizations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "duty_phone",
                table: "areas",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "group_members",
                table: "areas",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    area_code = table.Column<string>(type: "text", nullable: true),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "facilities",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    location = table.Column<Point>(type: "geometry(Point,4326)", nullable: false),
                    hours = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_facilities", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area_code = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    @public = table.Column<bool>(name: "public", type: "boolean", nullable: false),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    posted_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.ForeignKey(
                        name: "fk_notices_areas_area_code",
                        column: x => x.area_code,
                        principalTable: "areas",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pairings",
                columns: table => new
                {
                    organization_code = table.Column<string>(type: "text", nullable: false),
                    area_code = table.Column<string>(type: "text", nullable: false),
                    members = table.Column<int>(type: "integer", nullable: true),
                    services = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pairings", x => new { x.organization_code, x.area_code });
                    table.ForeignKey(
                        name: "fk_pairings_areas_area_code",
                        column: x => x.area_code,
                        principalTable: "areas",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pairings_organizations_organization_code",
                        column: x => x.organization_code,
                        principalTable: "organizations",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "server_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_server_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "size_rules",
                columns: table => new
                {
                    level = table.Column<string>(type: "text", nullable: false),
                    measure = table.Column<string>(type: "text", nullable: false),
                    at_least = table.Column<int>(type: "integer", nullable: true),
                    at_most = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_size_rules", x => new { x.level, x.measure });
                    table.CheckConstraint("ck_size_rules_measure", "measure in ('households', 'buildings', 'groupMembers')");
                    table.ForeignKey(
                        name: "fk_size_rules_levels_level",
                        column: x => x.level,
                        principalTable: "levels",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staffing_rules",
                columns: table => new
                {
                    level = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    at_least = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staffing_rules", x => new { x.level, x.role });
                    table.ForeignKey(
                        name: "fk_staffing_rules_levels_level",
                        column: x => x.level,
                        principalTable: "levels",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_staffing_rules_roles_role",
                        column: x => x.role,
                        principalTable: "roles",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tracking_links",
                columns: table => new
                {
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tracking_links", x => x.secret_hash);
                    table.ForeignKey(
                        name: "fk_tracking_links_issues_issue_id",
                        column: x => x.issue_id,
                        principalTable: "issues",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_posts_deputy_code",
                table: "posts",
                column: "deputy_code");

            migrationBuilder.AddCheckConstraint(
                name: "ck_posts_term",
                table: "posts",
                sql: "valid_to is null or valid_to >= valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_id",
                table: "audit_entries",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_facilities_location",
                table: "facilities",
                column: "location")
                .Annotation("Npgsql:IndexMethod", "gist");

            migrationBuilder.CreateIndex(
                name: "ix_notices_area_code",
                table: "notices",
                column: "area_code");

            migrationBuilder.CreateIndex(
                name: "ix_pairings_area_code",
                table: "pairings",
                column: "area_code");

            migrationBuilder.CreateIndex(
                name: "ix_staffing_rules_role",
                table: "staffing_rules",
                column: "role");

            migrationBuilder.CreateIndex(
                name: "ix_tracking_links_issue_id",
                table: "tracking_links",
                column: "issue_id");

            migrationBuilder.AddForeignKey(
                name: "fk_posts_people_deputy_code",
                table: "posts",
                column: "deputy_code",
                principalTable: "people",
                principalColumn: "code",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_posts_people_deputy_code",
                table: "posts");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "facilities");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "pairings");

            migrationBuilder.DropTable(
                name: "server_keys");

            migrationBuilder.DropTable(
                name: "size_rules");

            migrationBuilder.DropTable(
                name: "staffing_rules");

            migrationBuilder.DropTable(
                name: "tracking_links");

            migrationBuilder.DropIndex(
                name: "ix_posts_deputy_code",
                table: "posts");

            migrationBuilder.DropCheckConstraint(
                name: "ck_posts_term",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "deputy_code",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "phone_public",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "phone",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "duty_phone",
                table: "areas");

            migrationBuilder.DropColumn(
                name: "group_members",
                table: "areas");
        }
    }
}
