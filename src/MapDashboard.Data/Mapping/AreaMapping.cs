using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class LevelMapping : IEntityTypeConfiguration<Level>
{
    public void Configure(EntityTypeBuilder<Level> builder)
    {
        builder.HasKey(level => level.Code);
        builder.HasIndex(level => level.Rank).IsUnique();
    }
}

internal sealed class AreaMapping : IEntityTypeConfiguration<Area>
{
    public void Configure(EntityTypeBuilder<Area> builder)
    {
        builder.HasKey(area => area.Code);
        builder.HasOne<Level>().WithMany().HasForeignKey(area => area.Level).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Area>().WithMany().HasForeignKey(area => area.ParentCode).OnDelete(DeleteBehavior.Restrict);
        builder.Property(area => area.Geom).HasColumnType("geometry(Geometry,4326)");
        builder.HasIndex(area => area.Geom).HasMethod("gist");
        builder.HasIndex(area => area.Path).HasMethod("gin");
        builder.Check<Area, Mode>("mode");
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_areas_path", "path[array_length(path, 1)] = code");
            table.HasCheckConstraint("ck_areas_geom", "geom is null or geometrytype(geom) in ('POLYGON', 'MULTIPOLYGON')");
        });
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.HasOne<Area>().WithMany().HasForeignKey(notice => notice.AreaCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(notice => notice.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(notice => notice.Roles).HasDefaultValueSql("'{}'");
        var words = string.Join(", ", Words<AccountRole>.All.Select(word => $"'{word}'"));
        builder.ToTable(table => table.HasCheckConstraint("ck_notices_roles", $"roles <@ array[{words}]::text[]"));
    }
}

internal sealed class NoticeReceiptMapping : IEntityTypeConfiguration<NoticeReceipt>
{
    public void Configure(EntityTypeBuilder<NoticeReceipt> builder)
    {
        builder.HasKey(receipt => new { receipt.NoticeId, receipt.AccountId });
        builder.HasOne<Notice>().WithMany().HasForeignKey(receipt => receipt.NoticeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(receipt => receipt.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
