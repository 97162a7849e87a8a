using MapDashboard.Data.Archives;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class ArchiveMapping : IEntityTypeConfiguration<Archive>
{
    public void Configure(EntityTypeBuilder<Archive> builder) => builder.HasKey(archive => archive.Name);
}

internal sealed class ArchivedIssueMapping : IEntityTypeConfiguration<ArchivedIssue>
{
    public void Configure(EntityTypeBuilder<ArchivedIssue> builder)
    {
        builder.HasKey(archived => archived.IssueId);
        builder.HasOne<Issue>().WithOne().HasForeignKey<ArchivedIssue>(archived => archived.IssueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Archive>().WithMany().HasForeignKey(archived => archived.Archive).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("ck_archived_issues_head", $"octet_length(head) = {HistoryChain.Length}"));
    }
}
