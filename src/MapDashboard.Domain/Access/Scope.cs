namespace MapDashboard.Domain.Access;

/// <summary>
/// What an account sees, decided here for REST, stream, tiles, exports and photos alike: the subtrees of its area and of the areas
/// where its person holds posts, what is dispatched to its person or organization, and its own reports.
/// </summary>
public sealed class Scope
{
    private readonly HashSet<string> names;

    private Scope(IEnumerable<string> audiences, bool isPublic, IReadOnlyList<string> areaCodes, bool wholeMap)
    {
        names = new HashSet<string>(audiences, StringComparer.Ordinal);
        Audiences = [.. names.Order(StringComparer.Ordinal)];
        IsPublic = isPublic;
        AreaCodes = areaCodes;
        WholeMap = wholeMap;
        Key = string.Join(' ', Audiences);
    }

    /// <summary>Sorted, so that equal scopes have equal keys and share one serialised message.</summary>
    public IReadOnlyList<string> Audiences { get; }

    /// <summary>True for screens: they get the public view of everything.</summary>
    public bool IsPublic { get; }

    /// <summary>The roots of the subtrees that the account sees; empty for an account that sees only its work and its reports, and for the whole map.</summary>
    public IReadOnlyList<string> AreaCodes { get; }

    public bool WholeMap { get; }

    public string Key { get; }

    /// <param name="role">The account's role.</param>
    /// <param name="accountId">For its own reports.</param>
    /// <param name="areaPaths">Path (root first) of each area that the account answers for: its own and those of its posts.</param>
    /// <param name="personCode">Null for an account without a person.</param>
    /// <param name="organization">The person's employer.</param>
    public static Scope Of(
        AccountRole role,
        Guid accountId,
        IReadOnlyList<string[]> areaPaths,
        string? personCode,
        string? organization)
    {
        if (role == AccountRole.Admin)
        {
            return new Scope([Audience.StaffEverywhere], isPublic: false, [], wholeMap: true);
        }

        var audiences = new List<string>();
        foreach (var path in areaPaths)
        {
            audiences.Add(role == AccountRole.Screen ? Audience.Public(path[^1]) : Audience.Staff(path[^1]));
            audiences.AddRange(path.Select(Audience.Under));
            if (role == AccountRole.Screen) continue;
            audiences.AddRange(path.Select(Audience.Below));
            audiences.AddRange(path.Select(code => Audience.Below(code, role)));
            if (role is AccountRole.Leader or AccountRole.Desk) audiences.Add(Audience.Leads(path[^1]));
        }

        if (role != AccountRole.Screen)
        {
            audiences.Add(Audience.Account(accountId));
            if (personCode is not null) audiences.Add(Audience.Person(personCode));
            if (organization is not null) audiences.Add(Audience.Organization(organization));
            if (role == AccountRole.Desk && areaPaths.Any(path => path.Length == 1)) audiences.Add(Audience.Outside);
        }

        string[] codes = [.. areaPaths.Select(path => path[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Scope(audiences, role == AccountRole.Screen, codes, wholeMap: false);
    }

    /// <summary>Whether something with these audiences is seen.</summary>
    public bool Sees(IEnumerable<string> audiences) => audiences.Any(names.Contains);

    /// <summary>Whether the area of this path lies in the account's own subtrees.</summary>
    public bool Covers(IReadOnlyList<string> path) => WholeMap || path.Any(code => AreaCodes.Contains(code, StringComparer.Ordinal));
}
