// till knows stock 1.x.
package main

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	"warehouse/counting"
	"warehouse/stock-1/stockpb"
)

func main() {
	counting.Run("till", func(ctx context.Context, conn *grpc.ClientConn, options ...grpc.CallOption) (string, error) {
		reply, err := stockpb.NewStockClient(conn).Count(ctx, &stockpb.CountRequest{Item: "apples"}, options...)
		if err == nil && reply.GetPieces() == 0 {
			err = errors.New("no pieces: an answer of another major")
		}
		return reply.GetVersion(), err
	})
}
