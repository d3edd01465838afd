import { type ASTVisitor, type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import type { ValidationContext, ValidationRule } from 'graphql';

/** Refuses documents nested deeper than `deepest` fields; fragments count where they are spread. */
export function depthLimit(deepest: number): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, context, new Map());
      if (depth > deepest)
        context.reportError(
          new GraphQLError(`The query is ${String(depth)} fields deep; ${String(deepest)} is the limit.`, {
            extensions: { code: 'INVALID_INPUT' },
          }),
        );
    },
  });
}

/** `known` holds the fragments measured so far: thirty that each spread the next one twice would be read a billion times. */
function depthOf(
  set: SelectionSetNode,
  context: ValidationContext,
  known: Map<FragmentDefinitionNode, number>,
): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      // Introspection is deep by nature and bounded by the schema.
      if (selection.name.value.startsWith('__')) continue;
      const below = selection.selectionSet ? depthOf(selection.selectionSet, context, known) : 0;
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, context, known));
    } else {
      const fragment = context.getFragment(selection.name.value);
      if (fragment) deepest = Math.max(deepest, fragmentDepth(fragment, context, known));
    }
  }
  return deepest;
}

function fragmentDepth(
  fragment: FragmentDefinitionNode,
  context: ValidationContext,
  known: Map<FragmentDefinitionNode, number>,
): number {
  const before = known.get(fragment);
  if (before !== undefined) return before;
  // A fragment inside itself is another rule's refusal; here it must only not loop.
  known.set(fragment, 0);
  const depth = depthOf(fragment.selectionSet, context, known);
  known.set(fragment, depth);
  return depth;
}
