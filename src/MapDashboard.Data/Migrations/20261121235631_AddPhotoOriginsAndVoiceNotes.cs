using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NetTopologySuite.Geometries;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddPhotoOriginsAndVoiceNotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "sent_hash",
                table: "photos",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "taken_at",
                table: "photos",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "taken_at_assumed",
                table: "photos",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Point>(
                name: "taken_place",
                table: "photos",
                type: "geometry(Point,4326)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "voice_notes",
                table: "issues",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sent_hash",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "taken_at",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "taken_at_assumed",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "taken_place",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "voice_notes",
                table: "issues");
        }
    }
}
