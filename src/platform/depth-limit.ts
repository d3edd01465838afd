import { type ASTVisitor, type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import type { ValidationContext, ValidationRule } from 'graphql';

/** Refuses documents nested deeper than `deepest` fields; fragments count where they are spread. */
export function depthLimit(deepest: number): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, context, new Set());
      if (depth > deepest)
        context.reportError(
          new GraphQLError(`The query is ${String(depth)} fields deep; ${String(deepest)} is the limit.`, {
            extensions: { code: 'INVALID_INPUT' },
          }),
        );
    },
  });
}

function depthOf(set: SelectionSetNode, context: ValidationContext, open: Set<FragmentDefinitionNode>): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      // Introspection is deep by nature and bounded by the schema.
      if (selection.name.value.startsWith('__')) continue;
      const below = selection.selectionSet ? depthOf(selection.selectionSet, context, open) : 0;
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, context, open));
    } else {
      const fragment = context.getFragment(selection.name.value);
      // A fragment inside itself is another rule's refusal; here it must only not loop.
      if (!fragment || open.has(fragment)) continue;
      deepest = Math.max(deepest, depthOf(fragment.selectionSet, context, new Set(open).add(fragment)));
    }
  }
  return deepest;
}
