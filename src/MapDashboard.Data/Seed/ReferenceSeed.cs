using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Seed;

/// <summary>Levels, roles and categories of a new database. What an operator has changed since is never touched.</summary>
public static class ReferenceSeed
{
    /// <summary>Any fixed number; it keeps two nodes that start together from seeding twice.</summary>
    private const long SeedLock = 7305804402477687662;

    private sealed record LevelFile(string Code, string Name, string NameEn, int Rank, bool LocatesIssues);

    private sealed record RoleFile(string Code, string Name, string NameEn, int Order, string Network, bool? GridLeader);

    private sealed record CategoryFile(
        string Code, string Name, string NameEn, string Icon, bool? Urgent, bool? Small, Limits? Limits, IReadOnlyList<CategoryFile>? Children);

    /// <returns>Whether the database was new.</returns>
    public static async Task<bool> EnsureAsync(MapDbContext db, GisData files, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({SeedLock})", cancellationToken);
        if (await db.Levels.AnyAsync(cancellationToken)) return false;
        db.Levels.AddRange(files.Read<LevelFile[]>("levels.json").Select(level => new Level
        {
            Code = level.Code, Name = level.Name, NameEn = level.NameEn, Rank = level.Rank, LocatesIssues = level.LocatesIssues,
        }));
        db.Roles.AddRange(files.Read<RoleFile[]>("roles.json").Select(role => new Role
        {
            Code = role.Code, Name = role.Name, NameEn = role.NameEn, Order = role.Order, Network = role.Network, GridLeader = role.GridLeader ?? false,
        }));
        db.Categories.AddRange(Flatten(files.Read<CategoryFile[]>("categories.json"), parent: null));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static IEnumerable<Category> Flatten(IReadOnlyList<CategoryFile> files, string? parent)
    {
        for (var position = 0; position < files.Count; position++)
        {
            var file = files[position];
            yield return new Category
            {
                Code = file.Code, ParentCode = parent, Name = file.Name, NameEn = file.NameEn, Icon = file.Icon, Position = position,
                Urgent = file.Urgent ?? false, Small = file.Small ?? false, Limits = file.Limits,
            };
            foreach (var child in Flatten(file.Children ?? [], file.Code)) yield return child;
        }
    }
}
