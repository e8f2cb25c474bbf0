using CsCheck;
using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Troubleshooting;

public class ResumeCodeTests
{
    [Fact]
    public void Every_code_reads_back_however_it_is_typed() => Gen.Byte.Array[6].Sample(random =>
    {
        var code = ResumeCode.From(random);
        Assert.Equal(code, ResumeCode.Parse(ResumeCode.Show(code)));
        Assert.Equal(code, ResumeCode.Parse($" {code[..2]} {code[2..].ToLowerInvariant()}"));
        Assert.DoesNotContain(code, c => "0O1IL".Contains(c, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7M2Q")]
    [InlineData("K7M2QXX")]
    [InlineData("K7M-2Q0")]
    [InlineData("../../etc")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(ResumeCode.Parse(typed));

    [Fact]
    public void Full_width_letters_are_letters() => Assert.Equal("K7M2QX", ResumeCode.Parse("Ｋ７Ｍ－２ＱＸ"));
}
