using System.Reflection;

namespace MapDashboard.Domain.Tests;

public class RefusalCodesTests
{
    private static readonly string[] Codes =
    [
        .. typeof(RefusalCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_code_has_a_status_and_every_status_a_code() => RefusalCodes.Status.Keys.ShouldBe(Codes, ignoreOrder: true);

    [Fact]
    public void No_two_codes_are_alike() => Codes.ShouldBeUnique();

    [Fact]
    public void A_code_is_a_subject_and_what_is_wrong_with_it() => Codes.ShouldAllBe(code => IsWellFormed(code));

    [Fact]
    public void A_refusal_is_the_callers_fault_unless_it_is_the_servers()
    {
        foreach (var (code, status) in RefusalCodes.Status)
        {
            var from = code.StartsWith("server.", StringComparison.Ordinal) ? 500 : 400;
            status.ShouldBeInRange(from, from + 99, code);
        }
    }

    private static bool IsWellFormed(string code)
    {
        var parts = code.Split('.');
        return parts.Length == 2 && parts.All(part => part.Length > 0 && part.All(IsOfCode));
    }

    private static bool IsOfCode(char letter) => letter == '_' || char.IsAsciiLetterLower(letter);
}
