using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.People;

/// <summary>What the staffing rules find amiss.</summary>
public static class StaffingQueries
{
    /// <summary>A term that ends within so many days is said before it ends.</summary>
    public const int TermWarningDays = 30;

    /// <summary>
    /// One finding. <c>kind</c> is vacancy (missing, have, need), tooLarge or tooSmall (measure, have and the bound that is broken) or
    /// termEnding (person, until).
    /// </summary>
    public sealed record Finding(
        string Kind, string AreaCode, string AreaName, string Level, int Rank, string[] Path,
        string? Role, string? RoleName, int? Missing, int? Have, int? Need, int? Most, string? Measure, string? Person, DateTime? Until);

    /// <summary>When findings next change although nobody changes anything, since an area or a term begins or ends or comes near its end; null where nothing is fixed.</summary>
    public static async Task<DateTime?> NextStaffingTermAsync(this MapDbContext db, DateTime after, CancellationToken cancellationToken)
    {
        var near = after.AddDays(TermWarningDays);
        DateTime?[] terms =
        [
            await db.Areas.Where(area => area.ValidFrom > after).MinAsync(area => (DateTime?)area.ValidFrom, cancellationToken),
            await db.Areas.Where(area => area.ValidTo > after).MinAsync(area => area.ValidTo, cancellationToken),
            await db.Posts.Where(post => post.ValidFrom > after).MinAsync(post => (DateTime?)post.ValidFrom, cancellationToken),
            await db.Posts.Where(post => post.ValidTo > after).MinAsync(post => post.ValidTo, cancellationToken),
            (await db.Posts.Where(post => post.ValidTo > near).MinAsync(post => post.ValidTo, cancellationToken))?.AddDays(-TermWarningDays),
        ];
        return terms.Min();
    }

    /// <summary>
    /// Every finding of the areas in force. A vacancy is a post without a holder or a holder that a rule wants; where both speak of the same
    /// role in the same area the larger number counts, not the sum.
    /// </summary>
    public static IQueryable<Finding> StaffingFindings(this MapDbContext db, DateTime at) => db.Database.SqlQuery<Finding>(
        $"""
        with area as (
          select a.code, a.name, a.level, a.path, a.households, a.group_members, l.rank
          from areas a join levels l on l.code = a.level
          where a.valid_from <= {at} and (a.valid_to is null or a.valid_to > {at})),
        held as (
          select area_code, role, count(person_code)::int as held, (count(*) - count(person_code))::int as empty
          from posts where valid_from <= {at} and (valid_to is null or valid_to > {at})
          group by area_code, role),
        wanted as (
          select area.code, r.role, r.at_least from area join staffing_rules r on r.level = area.level
          union all
          select h.area_code, h.role, 0 from held h join area on area.code = h.area_code
          where h.empty > 0 and not exists (select from staffing_rules r where r.level = area.level and r.role = h.role)),
        vacancy as (
          select w.code, w.role, coalesce(h.held, 0) as held, w.at_least, greatest(coalesce(h.empty, 0), w.at_least - coalesce(h.held, 0)) as missing
          from wanted w left join held h on h.area_code = w.code and h.role = w.role),
        sized as (
          select area.*, r.measure, r.at_least, r.at_most,
            case r.measure
              when 'households' then area.households
              when 'groupMembers' then area.group_members
              else (select count(*)::int from areas b where b.level = 'building' and b.path @> array[area.code]
                and b.valid_from <= {at} and (b.valid_to is null or b.valid_to > {at}))
            end as have
          from area join size_rules r on r.level = area.level)
        select 'vacancy' as "Kind", area.code as "AreaCode", area.name as "AreaName", area.level as "Level", area.rank as "Rank", area.path as "Path",
          v.role as "Role", roles.name as "RoleName", v.missing as "Missing", v.held as "Have", v.at_least as "Need", null::int as "Most",
          null as "Measure", null as "Person", null::timestamptz as "Until"
        from vacancy v join area on area.code = v.code join roles on roles.code = v.role where v.missing > 0
        union all
        select case when s.have > s.at_most then 'tooLarge' else 'tooSmall' end, s.code, s.name, s.level, s.rank, s.path,
          null, null, null, s.have, s.at_least, s.at_most, s.measure, null, null
        from sized s where s.have > s.at_most or s.have < s.at_least
        union all
        select 'termEnding', area.code, area.name, area.level, area.rank, area.path,
          p.role, roles.name, null, null, null, null, null, people.name, p.valid_to
        from posts p join area on area.code = p.area_code join roles on roles.code = p.role join people on people.code = p.person_code
        where p.valid_from <= {at} and p.valid_to > {at} and p.valid_to <= {at.AddDays(TermWarningDays)}
        """);
}
