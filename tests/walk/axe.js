// Runs axe-core, which is loaded before: WCAG 2.0 to 2.2, A and AA, and what is good practice beyond them.
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
  const options = { runOnly: tags, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
  const { violations } = await axe.run(document, options);
  return violations.map((one) => {
    const places = one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ");
    const more = one.nodes.length > 3 ? ` and ${one.nodes.length - 3} more` : "";
    const [node] = one.nodes;
    const why = [...node.any, ...node.all, ...node.none][0]?.message || one.help;
    return `axe ${one.id}: ${places}${more} (${why})`;
  });
}
