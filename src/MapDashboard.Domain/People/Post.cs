namespace MapDashboard.Domain.People;

/// <summary>
/// A post (岗位): one place in one area for one role, held by one person from a day to a day. A vacancy is a post without a holder. Whoever
/// follows gets a post of their own, so that the past can be asked who was responsible.
/// </summary>
public sealed class Post
{
    public required Guid Id { get; init; }

    public required string AreaCode { get; init; }

    /// <summary>Code of the <see cref="People.Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Code of the holder; null while vacant.</summary>
    public string? PersonCode { get; init; }

    /// <summary>Code of the person who stands in (副职); null where there is none.</summary>
    public string? DeputyCode { get; set; }

    /// <summary>Shown on the public board: the hall screen, plates, posters and the residents' page.</summary>
    public bool Public { get; set; }

    /// <summary>Whether the public board shows the phone, too; without <see cref="Public"/> it means nothing.</summary>
    public bool PhonePublic { get; set; }

    public string? Duties { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime ValidFrom { get; init; }

    /// <summary>UTC; the end of the term, which may lie ahead. Null while none is fixed.</summary>
    public DateTime? ValidTo { get; set; }
}
