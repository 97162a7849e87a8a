using MapDashboard.Data.People;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder) => builder.HasKey(organization => organization.Code);
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.HasKey(person => person.Code);
        builder.HasOne<Organization>().WithMany().HasForeignKey(person => person.Employer).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder) => builder.HasKey(role => role.Code);
}

internal sealed class PostMapping : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.HasOne<Area>().WithMany().HasForeignKey(post => post.AreaCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Role>().WithMany().HasForeignKey(post => post.Role).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(post => post.PersonCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(post => post.DeputyCode).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("ck_posts_term", "valid_to is null or valid_to >= valid_from"));
    }
}

internal sealed class PairingMapping : IEntityTypeConfiguration<Pairing>
{
    public void Configure(EntityTypeBuilder<Pairing> builder)
    {
        builder.HasKey(pairing => new { pairing.OrganizationCode, pairing.AreaCode });
        builder.HasOne<Organization>().WithMany().HasForeignKey(pairing => pairing.OrganizationCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Area>().WithMany().HasForeignKey(pairing => pairing.AreaCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StaffingRuleMapping : IEntityTypeConfiguration<StaffingRule>
{
    public void Configure(EntityTypeBuilder<StaffingRule> builder)
    {
        builder.HasKey(rule => new { rule.Level, rule.Role });
        builder.HasOne<Level>().WithMany().HasForeignKey(rule => rule.Level).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Role>().WithMany().HasForeignKey(rule => rule.Role).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SizeRuleMapping : IEntityTypeConfiguration<SizeRule>
{
    public void Configure(EntityTypeBuilder<SizeRule> builder)
    {
        builder.HasKey(rule => new { rule.Level, rule.Measure });
        builder.HasOne<Level>().WithMany().HasForeignKey(rule => rule.Level).OnDelete(DeleteBehavior.Restrict);
        builder.Check<SizeRule, AreaMeasure>("measure");
    }
}

internal sealed class FacilityMapping : IEntityTypeConfiguration<Facility>
{
    public void Configure(EntityTypeBuilder<Facility> builder)
    {
        builder.HasKey(facility => facility.Code);
        builder.Property(facility => facility.Location).HasColumnType("geometry(Point,4326)");
        builder.HasIndex(facility => facility.Location).HasMethod("gist");
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasIndex(entry => new { entry.Subject, entry.Id });
        builder.Property(entry => entry.Before).HasColumnType("jsonb");
        builder.Property(entry => entry.After).HasColumnType("jsonb");
    }
}
