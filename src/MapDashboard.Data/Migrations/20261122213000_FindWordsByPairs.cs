using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MapDashboard.Data.Migrations
{
    /// <summary>Words in the texts of issues by an index of pairs of characters (docs/decisions/0020). A million issues take it some minutes.</summary>
    public partial class FindWordsByPairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(SqlFile.Read("issue_text"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_issues_bigrams");
            migrationBuilder.Sql("drop function issue_may_hold(text, text, text)");
            migrationBuilder.Sql("drop function text_bigrams(text[])");
        }
    }
}
